using System.CommandLine;
using Sluice.Cli.Rendering;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;

namespace Sluice.Cli.Commands.Keys;

/// <summary><c>sluice key list</c>: the keys of a tenant, those that the configuration declares among them.</summary>
internal static class KeyListCommand
{
    public static Command Create()
    {
        var options = new KeyOptions();
        var history = new Option<bool>("--history") { Description = "Expired and deleted keys, too." };
        var command = new Command("list", "List the keys of a tenant.") { history };
        options.AddTo(command);
        command.SetAction((result, cancellation) => options.RunAsync(
            result,
            session => ListAsync(session, options.Tenant(result), result.GetValue(history), options.Json(result), cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> ListAsync(StoreSession session, string tenant, bool history, bool json, CancellationToken cancellation)
    {
        List<KeyRecord> keys = [.. session.Declared.List(tenant)];
        int? offset = 0;
        while (offset is { } from)
        {
            ActResult<Page<KeyRecord>> page = await session.Keys.ListAsync(tenant, new KeyFilter { Offset = from, Limit = Page<KeyRecord>.MaxLimit, History = history }, cancellation);
            if (!page.IsDone)
                return KeyOptions.Fail(page, "The keys cannot be listed");
            keys.AddRange(page.Value!.Items);
            offset = page.Value.NextOffset;
        }

        KeyReport.Write(keys, json);
        return ExitCode.Success;
    }
}
