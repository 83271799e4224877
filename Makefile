.PHONY: run test lint

run:    ## the application on http://127.0.0.1:8000
	@bin/run

test:   ## every test on SQLite, then on PostgreSQL
	@bin/test

lint:   ## style and likely mistakes
	@bin/lint
