"""What is known of the publications themselves: when each was read, where a copy is kept, and whether its address can be one."""
