"""What is asked of kept rows, and what is made of the answers, whichever engine gives them."""
