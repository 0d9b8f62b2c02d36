"""The typefaces of the screen: Streamlit's, cut to the letters that our pages are written in."""
