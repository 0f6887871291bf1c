using System.CommandLine;
using Sluice.Cli.Rendering;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;

namespace Sluice.Cli.Commands.Keys;

/// <summary><c>sluice key show</c>: everything about one key that may be read.</summary>
internal static class KeyShowCommand
{
    public static Command Create()
    {
        var options = new KeyOptions();
        var key = new Argument<string>("key") { Description = "Its id or name." };
        var command = new Command("show", "Show a key.") { key };
        options.AddTo(command);
        command.SetAction((result, cancellation) => options.RunAsync(
            result,
            async session =>
            {
                ActResult<KeyRecord> found = await KeyOptions.FindAsync(session, options.Tenant(result), result.GetValue(key)!, cancellation);
                if (!found.IsDone)
                    return KeyOptions.Fail(found, result.GetValue(key)!);
                KeyReport.Write(found.Value!, options.Json(result));
                return ExitCode.Success;
            },
            cancellation));
        return command;
    }
}
