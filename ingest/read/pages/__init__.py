"""A website's document -> protocols, as the site's description lays it out."""
