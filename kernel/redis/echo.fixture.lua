-- KEYS[1] a counter. ARGV[1] any bytes. Adds one to the counter and answers the bytes.
redis.call('INCR', KEYS[1])
return ARGV[1]
