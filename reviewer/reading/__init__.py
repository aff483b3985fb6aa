"""From words to claims: documents as text, and the gate that admits only claims which their source bears out."""
