"""Every way in which a service can fail, at every place where one is asked, and what must hold afterwards."""
