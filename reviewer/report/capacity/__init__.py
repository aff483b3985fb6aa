"""What `reviewer capacity` says, as a document, as an outline, and in the forms that people and programs read."""
