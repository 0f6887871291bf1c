using System.CommandLine;
using System.Net;
using Sluice.Cli.Rendering;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;

namespace Sluice.Cli.Commands.Keys;

/// <summary><c>sluice key create</c>: makes a key and prints its secret, once. With <c>--admin</c> it is how the first credential comes to exist.</summary>
internal sealed class KeyCreateCommand
{
    private const string AdminName = "admin";

    private readonly KeyOptions _options = new();
    private readonly Argument<string?> _name = new("name") { Description = "The key's name, unique in its tenant.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _admin = new("--admin") { Description = "Give it every permission and the role Admin; its name is \"admin\" where none is given." };
    private readonly Option<string?> _role = new("--role") { Description = "A console role: Admin, UserAdmin, Analyst or Viewer.", HelpName = "ROLE" };
    private readonly Option<string[]> _permissions = Many("--permission", "A permission such as Interactions:Read, or * for all.", "PERMISSION");
    private readonly Option<string?> _project = new("--project") { Description = "Its project, by id or name.", HelpName = "PROJECT" };
    private readonly Option<string?> _app = new("--app") { Description = "Its customer app, by id or name.", HelpName = "APP" };
    private readonly Option<string[]> _models = Many("--model", "A model that it may use, with *; all where none is given.", "MODEL");
    private readonly Option<string[]> _endpoints = Many("--endpoint", "An endpoint that it may use, with *; all where none is given.", "ENDPOINT");
    private readonly Option<string[]> _parameters = Many("--parameter", "A parameter that aids extraction which it may use: logprobs, top_logprobs, logit_bias, n, echo, or *.", "PARAMETER");
    private readonly Option<string[]> _sources = Many("--source", "A network that it may be used from, such as 10.0.0.0/8; everywhere where none is given.", "CIDR");
    private readonly Option<string?> _workload = new("--workload") { Description = "What it is for: interactive, batch, eval, embeddings or ci.", HelpName = "KIND" };
    private readonly Option<string?> _expires = new("--expires") { Description = "When it ends: 90d, 12h, or a time such as 2027-01-31T00:00:00Z.", HelpName = "WHEN" };

    public static Command Create()
    {
        var create = new KeyCreateCommand();
        var command = new Command("create", "Make a key; its secret is printed once.")
        {
            create._name, create._admin, create._role, create._permissions, create._project, create._app, create._models, create._endpoints, create._parameters, create._sources,
            create._workload, create._expires,
        };
        create._options.AddTo(command);
        command.SetAction(create.RunAsync);
        return command;
    }

    private static Option<string[]> Many(string name, string description, string value) => new(name) { Description = description + " Repeatable.", HelpName = value };

    private Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        if (Settings(result, out string? problem) is not { } settings)
        {
            Console.Error.WriteLine(problem);
            return Task.FromResult(ExitCode.NotRight);
        }

        return _options.RunAsync(result, session => CreateAsync(session, result, settings, cancellation), cancellation);
    }

    private async Task<int> CreateAsync(StoreSession session, ParseResult result, KeySettings settings, CancellationToken cancellation)
    {
        string tenant = _options.Tenant(result);
        ActResult<string?> project = await IdAsync(session.Projects, tenant, result.GetValue(_project), cancellation), app = await IdAsync(session.Apps, tenant, result.GetValue(_app), cancellation);
        if (!project.IsDone || !app.IsDone)
            return KeyOptions.Fail(project.IsDone ? app : project, project.IsDone ? result.GetValue(_app)! : result.GetValue(_project)!);
        ActResult<IssuedKey> issued = await session.Keys.CreateAsync(KeyOptions.Operator, tenant, settings with { Project = project.Value, App = app.Value }, cancellation);
        if (!issued.IsDone)
            return KeyOptions.Fail(issued, $"\"{settings.Name}\" was not made");
        KeyReport.Write(issued.Value!, _options.Json(result));
        return ExitCode.Success;
    }

    private static async Task<ActResult<string?>> IdAsync<T>(OwnedRecords<T> records, string tenant, string? idOrName, CancellationToken cancellation)
        where T : class, IOwned
    {
        if (idOrName is null)
            return ActResult.Done<string?>(null);
        ActResult<T> found = await records.GetAsync(tenant, idOrName, cancellation);
        if (found.Outcome == ActOutcome.NotFound)
            found = await records.FindByNameAsync(tenant, idOrName, cancellation);
        return found.IsDone ? ActResult.Done<string?>(found.Value!.Id) : found.As<string?>();
    }

    private KeySettings? Settings(ParseResult result, out string? problem)
    {
        bool admin = result.GetValue(_admin);
        problem = null;
        var settings = new KeySettings
        {
            Name = result.GetValue(_name) ?? (admin ? AdminName : ""),
            Role = admin ? ConsoleRole.Admin : null,
            Scope = new AccessScope
            {
                Models = result.GetValue(_models) ?? [],
                Endpoints = result.GetValue(_endpoints) ?? [],
                Parameters = admin ? ["*"] : result.GetValue(_parameters) ?? [],
            },
            Workload = result.GetValue(_workload) is { } kind ? new Workload(kind) : null,
        };
        if (result.GetValue(_role) is { } role && !admin)
        {
            if (!role.All(char.IsAsciiLetter) || !Enum.TryParse(role, ignoreCase: true, out ConsoleRole known))
                return Wrong($"--role: \"{role}\" is none of {string.Join(", ", Enum.GetNames<ConsoleRole>())}", out problem);
            settings = settings with { Role = known };
        }

        foreach (string text in result.GetValue(_permissions) ?? [])
        {
            if (string.Equals(text, "*", StringComparison.Ordinal))
                settings = settings with { Permissions = PermissionSet.All };
            else if (Permission.TryParse(text, out Permission permission))
                settings = settings with { Permissions = settings.Permissions.Union(PermissionSet.Of(permission)) };
            else
                return Wrong($"--permission: \"{text}\" is no permission such as Interactions:Read", out problem);
        }

        foreach (string text in result.GetValue(_sources) ?? [])
        {
            if (!IPNetwork.TryParse(text, out IPNetwork network))
                return Wrong($"--source: \"{text}\" is not a network such as 10.0.0.0/8", out problem);
            settings = settings with { Sources = [.. settings.Sources, network] };
        }

        if (result.GetValue(_expires) is { } expires)
        {
            if (!TimeText.TryParseEnd(expires, TimeProvider.System.GetUtcNow(), out DateTimeOffset end))
                return Wrong($"--expires: \"{expires}\" is neither a duration such as 90d nor a time such as 2027-01-31T00:00:00Z", out problem);
            settings = settings with { ExpiresAt = end };
        }

        return settings;

        static KeySettings? Wrong(string text, out string? problem)
        {
            problem = text;
            return null;
        }
    }
}
