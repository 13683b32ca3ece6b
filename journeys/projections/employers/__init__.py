"""Views of employers and posts: pure functions of histories and of what citizens take."""
