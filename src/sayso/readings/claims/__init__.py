"""What is said to be so: claims, the happenings and amounts in them, and how sure they are."""
