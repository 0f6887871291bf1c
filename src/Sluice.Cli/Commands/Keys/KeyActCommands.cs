using System.CommandLine;
using Sluice.Cli.Rendering;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;
using Spectre.Console;

namespace Sluice.Cli.Commands.Keys;

/// <summary><c>sluice key rotate | revoke | restore | delete</c>: one act upon one key.</summary>
internal static class KeyActCommands
{
    public static Command Rotate()
    {
        var overlap = new Option<string>("--overlap") { Description = "How long the old secret stays valid: 24h, 30m, or 0 to end it now.", HelpName = "DURATION", DefaultValueFactory = _ => "24h" };
        return Create("rotate", "Give a key a new secret; it is printed once.", async (session, result, options, key, cancellation) =>
        {
            if (!TimeText.TryParse(result.GetValue(overlap)!, out TimeSpan span))
                return KeyOptions.Fail(ActResult.Invalid<IssuedKey>("--overlap", "is not a duration such as 24h, 30m or 0"), key.Settings.Name);
            ActResult<IssuedKey> issued = await session.Keys.RotateAsync(KeyOptions.Operator, key.Tenant, key.Id, span, cancellation: cancellation);
            if (!issued.IsDone)
                return KeyOptions.Fail(issued, key.Settings.Name);
            KeyReport.Write(issued.Value!, options.Json(result));
            return ExitCode.Success;
        }, overlap);
    }

    public static Command Revoke()
    {
        var reason = new Option<string?>("--reason") { Description = "Why, for the list and the audit log.", HelpName = "TEXT" };
        return Create("revoke", "End a key; it may be restored.", (session, result, options, key, cancellation) =>
            TellAsync(session.Keys.RevokeAsync(KeyOptions.Operator, key.Tenant, key.Id, result.GetValue(reason), cancellation), result, options, key), reason);
    }

    public static Command Restore() => Create("restore", "Bring a revoked or deleted key back.", (session, result, options, key, cancellation) =>
        TellAsync(session.Keys.RestoreAsync(KeyOptions.Operator, key.Tenant, key.Id, cancellation), result, options, key));

    public static Command Delete() => Create("delete", "End a key and forget its secrets.", (session, result, options, key, cancellation) =>
        TellAsync(session.Keys.DeleteAsync(KeyOptions.Operator, key.Tenant, key.Id, cancellation), result, options, key));

    private static Command Create(string name, string description, Func<StoreSession, ParseResult, KeyOptions, KeyRecord, CancellationToken, Task<int>> act, params Option[] more)
    {
        var options = new KeyOptions();
        var key = new Argument<string>("key") { Description = "Its id or name." };
        var command = new Command(name, description) { key };
        foreach (Option option in more)
            command.Add(option);
        options.AddTo(command);
        command.SetAction((result, cancellation) => options.RunAsync(
            result,
            async session =>
            {
                ActResult<KeyRecord> found = await KeyOptions.FindAsync(session, options.Tenant(result), result.GetValue(key)!, cancellation);
                return found.IsDone ? await act(session, result, options, found.Value!, cancellation) : KeyOptions.Fail(found, result.GetValue(key)!);
            },
            cancellation));
        return command;
    }

    private static async Task<int> TellAsync(Task<ActResult<KeyRecord>> acting, ParseResult result, KeyOptions options, KeyRecord before)
    {
        ActResult<KeyRecord> done = await acting;
        if (!done.IsDone)
            return KeyOptions.Fail(done, before.Settings.Name);
        if (options.Json(result))
            KeyReport.Write(done.Value!, json: true);
        else
            AnsiConsole.WriteLine($"{done.Value!.Settings.Name} ({done.Value.Id}) is {done.Value.Status.ToString().ToLowerInvariant()}.");
        return ExitCode.Success;
    }
}
