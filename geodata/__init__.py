"""What is known: records, sources, geometry and time. No Streamlit, no Folium."""
