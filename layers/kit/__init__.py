"""What a layer file imports. It knows no layer."""
