using System.CommandLine;
using Sluice.Cli.Commands;
using Sluice.Cli.Rendering;
using Spectre.Console;

AnsiConsole.Console = Terminal.Output();
var root = new RootCommand("Sluice: a gate in the stream between LLM clients and LLM providers.")
{
    RunCommand.Create(),
    DemoCommand.Create(),
    PolicyCommand.Create(),
    KeyCommand.Create(),
    ToolsCommand.Create(),
    EvalCommand.Create(),
    ConfigCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
