"""Cases made from what really happened: an interview that was held, or a review that somebody doubts."""
