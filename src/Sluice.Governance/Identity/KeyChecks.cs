using Sluice.Governance.Limits;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity;

/// <summary>What the settings of a key must be like, whoever gives them.</summary>
public static class KeyChecks
{
    private const int MaxList = 100;
    private const int MaxText = 128;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    /// <summary>What is wrong, as field and problem; null where nothing is.</summary>
    public static (string Field, string Problem)? Wrong(KeySettings s) =>
        WrongName("name", s.Name)
        ?? WrongList("models", s.Scope.Models) ?? WrongList("endpoints", s.Scope.Endpoints) ?? WrongList("parameters", s.Scope.Parameters)
        ?? When(s.Sources.Count > MaxList, "sources", $"has more than {MaxList} entries")
        ?? When(s.Role is { } role && !s.Permissions.IsSubsetOf(Roles.Of(role)), "permissions", $"goes beyond the role {s.Role}")
        ?? When(s.Workload is { } workload && !Workload.Kinds.Contains(workload.Kind, StringComparer.Ordinal), "workload", $"is none of {string.Join(", ", Workload.Kinds)}")
        ?? When(s.Workload is { RequestsPerHour: <= 0 }, "workload", "expects no requests at all")
        ?? When(s.Rotation is { } rotation && (rotation.Interval < 1 || rotation.Interval > Rotation.LongestOf(rotation.Unit)), "rotation", Rotation.Bounds)
        ?? WrongLimits(s.Limits);

    public static (string Field, string Problem)? WrongName(string field, string? name) => name switch
    {
        null or "" => (field, "is missing"),
        { Length: > MaxText } => (field, $"has more than {MaxText} characters"),
        _ when name.Any(char.IsControl) || name.Trim().Length != name.Length => (field, "has control characters, or spaces at an end"),
        _ => null,
    };

    public static (string Field, string Problem)? WrongLimits(IReadOnlyList<LimitSpec> limits)
    {
        if (limits.Count > MaxList)
            return ("limits", $"has more than {MaxList} entries");
        if (limits.GroupBy(l => l.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return ("limits", $"names \"{twice.Key}\" twice");
        foreach (LimitSpec limit in limits)
        {
            if (WrongName("limits", limit.Name) is { } wrong)
                return wrong;
            if (limit.Max <= 0)
                return ("limits", $"\"{limit.Name}\" allows nothing");
            if (limit.Window < TimeSpan.FromSeconds(1) || limit.Window > LongestWindow)
                return ("limits", $"\"{limit.Name}\" has a window that is not from a second to 31 days");
        }

        return null;
    }

    /// <summary>What is wrong as a result.</summary>
    internal static ActResult<T> Refusal<T>((string Field, string Problem) wrong, ActOutcome outcome = ActOutcome.Invalid) => ActResult.Failed<T>(outcome, wrong.Problem, wrong.Field);

    private static (string Field, string Problem)? When(bool wrong, string field, string problem) => wrong ? (field, problem) : null;

    private static (string Field, string Problem)? WrongList(string field, IReadOnlyList<string> list) => list switch
    {
        { Count: > MaxList } => (field, $"has more than {MaxList} entries"),
        _ when list.Any(e => string.IsNullOrWhiteSpace(e) || e.Length > MaxText) => (field, $"has an entry that is empty or longer than {MaxText} characters"),
        _ => null,
    };
}
