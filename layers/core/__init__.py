"""What all layers share: the view and its link, time, drawing in the browser."""
