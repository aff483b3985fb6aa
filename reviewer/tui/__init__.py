"""The terminal app: a guided chat with the readiness model beside it. The only part that knows Textual."""
