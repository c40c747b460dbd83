"""Files become articles: scanned safely, decoded, given a title and sections, and made safe to show."""
