using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management;

/// <summary>What an endpoint answers. Errors have AIRS's shape throughout: its SDKs withhold the words of problem documents.</summary>
/// <param name="Body">JSON.</param>
internal readonly record struct ManagementAnswer(int Status, JsonNode Body)
{
    public static ManagementAnswer NotFound { get; } = Error(StatusCodes.Status404NotFound, "Not found");

    public static ManagementAnswer Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    public static ManagementAnswer Message(string message) => Ok(new JsonObject { ["message"] = message });

    public static ManagementAnswer Error(int status, string message) => new(status, new JsonObject { ["status_code"] = status, ["error_message"] = message });

    /// <summary>Something given is wrong.</summary>
    public static ManagementAnswer Wrong(ApiStyle style, string field, string problem) =>
        Error(style == ApiStyle.Airs ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity, field.Length == 0 ? $"The body {problem}" : $"{field} {problem}");

    public static ManagementAnswer WrongPage(ApiStyle style) =>
        Wrong(style, "offset or limit", $"is not a whole number, limit from 1 to {ManagementCall.MaxLimit}");

    /// <summary>What became of an act.</summary>
    public static ManagementAnswer Of<T>(ApiStyle style, ActResult<T> result, Func<T, JsonNode> view) => result.Outcome switch
    {
        ActOutcome.Done => Ok(view(result.Value!)),
        ActOutcome.NotFound => NotFound,
        ActOutcome.Invalid => Wrong(style, ManagementJson.Name(result.Field ?? ""), result.Problem ?? "is wrong"),
        ActOutcome.Forbidden => Error(StatusCodes.Status403Forbidden, Worded(result)),
        ActOutcome.Unavailable => Error(StatusCodes.Status503ServiceUnavailable, "The store does not answer"),
        _ => Error(StatusCodes.Status409Conflict, Worded(result)),
    };

    private static string Worded<T>(ActResult<T> result) => result.Field is { } field ? $"{ManagementJson.Name(field)} {result.Problem}" : $"It {result.Problem}";
}
