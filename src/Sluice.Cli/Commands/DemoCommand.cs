using System.CommandLine;
using Sluice.Cli.Commands.Demo;
using Sluice.Gateway.Configuration;
using Spectre.Console;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice demo</c>: a gate in front of a simulated provider, and what the one made of what the other sent.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Show what the gate does to secrets in prompts, answers and streams. Needs no network and no key.");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            await using DemoStage stage = await DemoStage.StartAsync(cancellation);
            var prompts = new List<DemoRow>();
            await foreach (DemoRow row in DemoPrompts.RunAsync(stage, cancellation))
                prompts.Add(row);
            var answers = new List<DemoRow>();
            await foreach (DemoRow row in DemoAnswers.RunAsync(stage, cancellation))
                answers.Add(row);
            DemoReport.Write(AnsiConsole.Console, prompts, answers);
            return prompts.Concat(answers).All(row => row.Right) ? ExitCode.Success : ExitCode.NotRight;
        }
        catch (ConfigurationException e)
        {
            Rendering.ErrorList.Write(Rendering.ErrorList.StandardError(), e.Errors);
            return ExitCode.BadConfiguration;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"The demo could not be carried out: {e.Message}");
            return ExitCode.Failure;
        }
    }
}
