"""Screens. The only place for Streamlit."""
