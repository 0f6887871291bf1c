using System.CommandLine;
using Sluice.Cli.Commands;

var root = new RootCommand("Sluice: a gate in the stream between LLM clients and LLM providers.")
{
    RunCommand.Create(),
    PolicyCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
