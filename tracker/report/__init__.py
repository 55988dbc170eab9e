"""Reports: views ready to print, made from an analysis, and the pages, feed and redlines printed from them."""
