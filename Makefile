.PHONY: run test bench lint

run:    ## the application on http://127.0.0.1:8000
	@bin/run

test:   ## every test on SQLite, then on PostgreSQL
	@bin/test

bench:  ## how fast it is, beside yardsticks measured in the same run
	@bin/bench

lint:   ## style and likely mistakes
	@bin/lint
