using System.CommandLine;
using Microsoft.Extensions.Logging;
using Sluice.Cli.Rendering;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;

namespace Sluice.Cli.Commands.Keys;

/// <summary>What all commands upon the store take, and how they end.</summary>
internal sealed class KeyOptions
{
    private readonly ConfigOption _config = new();
    private readonly Option<string> _tenant = new("--tenant") { Description = "The tenant.", HelpName = "ID", DefaultValueFactory = _ => Caller.DefaultTenant };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, for scripts." };

    /// <summary>Whoever runs the command, as the audit log has it.</summary>
    public static Actor Operator { get; } = Actor.Operator("cli:" + Environment.UserName);

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_tenant);
        command.Add(_json);
    }

    public string Tenant(ParseResult result) => result.GetValue(_tenant)!;

    public bool Json(ParseResult result) => result.GetValue(_json);

    /// <summary>Opens the store, runs, and says what is wrong with the configuration where something is.</summary>
    public async Task<int> RunAsync(ParseResult result, Func<StoreSession, Task<int>> run, CancellationToken cancellation)
    {
        try
        {
            await using StoreSession session = await StoreSession.OpenAsync(_config.Sources(result), LogToError, TimeProvider.System, cancellation);
            return await run(session);
        }
        catch (ConfigurationException e)
        {
            ErrorList.Write(ErrorList.StandardError(), e.Errors);
            return ExitCode.BadConfiguration;
        }
    }

    /// <summary>Says what stood in the way.</summary>
    public static int Fail<T>(ActResult<T> result, string subject)
    {
        Console.Error.WriteLine(result.Field is { } field ? $"{subject}: {field} {result.Problem}" : $"{subject}: {result.Problem}");
        return result.Outcome == ActOutcome.Unavailable ? ExitCode.Failure : ExitCode.NotRight;
    }

    /// <summary>The key of an id, or else of a name.</summary>
    public static async Task<ActResult<KeyRecord>> FindAsync(StoreSession session, string tenant, string idOrName, CancellationToken cancellation)
    {
        ActResult<KeyRecord> byId = await session.Keys.GetAsync(tenant, idOrName, cancellation);
        return byId.Outcome == ActOutcome.NotFound ? await session.Keys.FindByNameAsync(tenant, idOrName, cancellation) : byId;
    }

    /// <summary>Standard output is the answer's.</summary>
    private static void LogToError(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information).AddSimpleConsole(o => o.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
