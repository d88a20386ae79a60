tr -d ' '
