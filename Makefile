# Needs the .NET 10 SDK and make; test-clients needs Node 20, too.
CONFIG ?= appsettings.json
CLI := src/Sluice.Cli
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
# A container with one core would wait ten times as long before hot code is compiled well (docs/performance.md).
export DOTNET_TC_DelaySingleProcMultiplier := 1

.PHONY: help run demo test test-clients bench train eval figures lint publish
help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## Start the gate on http://127.0.0.1:8080 with appsettings.json (CONFIG=file for another)
	dotnet run --project $(CLI) -c Release -v quiet -- run --config $(CONFIG)

demo: ## Show what the gate does to secrets in answers and streams
	dotnet run --project $(CLI) -c Release -v quiet -- demo

test: ## Build everything and run all tests
	bash .ci/test

test-clients: ## Run the providers' own JavaScript clients through the gate (needs Node 20 or newer)
	bash .ci/test-clients

bench: ## Run the benchmarks (takes minutes)
	dotnet run --project tests/Sluice.Benchmarks -c Release -v quiet -- all

train: ## Train the models from the pool in the folder DATA (minutes), and write where each comes from beside it
	dotnet run --project src/Sluice.Training -c Release -v quiet -- train $(DATA)

eval: ## Evaluate the models on sources left out of training, and every detector on DATA; rewrites the tables of docs/detection.md
	dotnet run --project src/Sluice.Training -c Release -v quiet -- eval $(DATA)
	$(MAKE) figures DATA=$(DATA)

figures: ## As eval, without training: the shipped detectors alone
	dotnet run --project $(CLI) -c Release -v quiet -- eval $(DATA) --unseen docs/detection/injection-figures.json --markdown docs/detection.md --svg docs/detection/recall.svg --obfuscated 30

lint: ## Check formatting; analyzers run with every build, and warnings are errors
	dotnet format whitespace proxy.sln --verify-no-changes --no-restore

publish: ## Publish the gate to artifacts/sluice
	dotnet publish $(CLI) -c Release -o artifacts/sluice
