using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Judges;

/// <summary>How a <see cref="StubJudge"/> fails, if it does.</summary>
internal enum StubFailure
{
    None,
    Status,
    Garbage,
    Silence,
}

/// <summary>A real judge on a loopback port that speaks the webhook's JSON: finds "alarm" where it stands, and that a text is "furious". Remembers what it was asked, and fails as it is told.</summary>
internal sealed class StubJudge : IAsyncDisposable
{
    private RawUpstream _server = null!;

    public Uri Address => _server.Address;

    public int Count => _server.Count;

    /// <summary>The texts it was asked about, those on which it failed included.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public StubFailure Failure { get; set; }

    /// <summary>If not null, it fails at texts that say this, too.</summary>
    public string? FailsAt { get; set; }

    public static async Task<StubJudge> StartAsync()
    {
        StubJudge judge = new();
        judge._server = await RawUpstream.StartAsync(judge.AnswerAsync);
        return judge;
    }

    public ValueTask<RawRequest> NextRequestAsync() => _server.NextRequestAsync(Given.Token);

    /// <summary>A detector that asks it.</summary>
    public JsonObject Detector(Action<JsonObject>? change = null)
    {
        JsonObject remote = new()
        {
            ["Kind"] = "Webhook",
            ["Url"] = Address.AbsoluteUri,
            ["Categories"] = new JsonObject { ["place"] = "PLACE", ["tone"] = "TONE" },
            ["CacheSeconds"] = 0,
        };
        change?.Invoke(remote);
        return new JsonObject { ["Remote"] = remote };
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        RawRequest request = context.Features.Get<RawRequest>()!;
        string text = JsonNode.Parse(request.Body)!["text"]!.GetValue<string>();
        Asked.Enqueue(text);
        context.Response.ContentType = "application/json";
        switch (FailsAt is { } trigger && text.Contains(trigger, StringComparison.Ordinal) ? StubFailure.Status : Failure)
        {
            case StubFailure.Status:
                context.Response.StatusCode = 500;
                return;
            case StubFailure.Garbage:
                await context.Response.WriteAsync("""{"verdict":"all good"}""");
                return;
            case StubFailure.Silence:
                var silent = new TaskCompletionSource();
                await using (context.RequestAborted.Register(silent.SetResult))
                    await silent.Task;
                return;
        }

        JsonArray findings = [];
        for (int at = text.IndexOf("alarm", StringComparison.Ordinal); at >= 0; at = text.IndexOf("alarm", at + 5, StringComparison.Ordinal))
        {
            int start = text[..at].EnumerateRunes().Count();
            findings.Add(new JsonObject { ["category"] = "PLACE", ["start"] = start, ["end"] = start + 5 });
        }

        if (text.Contains("furious", StringComparison.Ordinal))
            findings.Add(new JsonObject { ["category"] = "TONE" });
        await context.Response.WriteAsync(new JsonObject { ["findings"] = findings }.ToJsonString());
    }
}
