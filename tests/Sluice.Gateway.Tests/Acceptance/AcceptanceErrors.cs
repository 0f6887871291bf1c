using System.Net;
using System.Text.Json;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Refusals in a dialect's own words.</summary>
internal static class AcceptanceErrors
{
    /// <summary>The answer has this status and the members of the provider's own errors, in their order, and none but these and <paramref name="also"/>.</summary>
    public static async Task AssertAsync(Spoken spoken, HttpResponseMessage response, HttpStatusCode status, params string[] also)
    {
        string text = await Given.TextAsync(response);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        using JsonDocument error = JsonDocument.Parse(text);
        JsonElement first = error.RootElement.ValueKind == JsonValueKind.Array ? error.RootElement[0] : error.RootElement;
        string[] shape = spoken.Error.Split(' ');
        Assert.Equal(shape, Paths(first, "").Except(also.Except(shape)).Where(p => shape.Contains(p) || !p.EndsWith(".param", StringComparison.Ordinal))); // Some name the parameter where there is one.
    }

    private static IEnumerable<string> Paths(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Paths(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(e => Paths(e, path)),
        _ => [path],
    };
}
