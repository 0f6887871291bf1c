using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Inspection.Policies;
using Sluice.Gateway.Tests.Judges;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>What gates with judges need: a remote judge <c>far</c>, a simulator, and an upstream that answers nothing much. A classifier <c>crash</c> throws at "broken".</summary>
public sealed class JudgeGate : IAsyncLifetime
{
    public const string Card = "4111 1111 1111 1111";

    internal StubJudge Judge { get; private set; } = null!;

    public SimulatorServer Simulator { get; private set; } = null!;

    public RawUpstream Upstream { get; private set; } = null!;

    /// <summary>The policies: each is a route below <c>/dialect/policy</c>.</summary>
    private static JsonObject Rules => new()
    {
        ["default"] = Policy("Block", ("far", "Block"), ("crash/label", "Block")),
        ["strict"] = Policy("Allow", ("far", "Block"), ("crash/label", "Block")),
        ["blocking"] = Policy("Block", ("far", "Redact")),
        ["flagging"] = Policy("Block", ("far", "Flag")),
    };

    public async ValueTask InitializeAsync()
    {
        Judge = await StubJudge.StartAsync();
        Simulator = await SimulatorServer.StartAsync();
        Upstream = await RawUpstream.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("{}");
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Upstream.DisposeAsync();
        await Simulator.DisposeAsync();
        await Judge.DisposeAsync();
    }

    /// <summary>A gate of its own, as its breaker remembers.</summary>
    internal async Task<JudgedGate> StartAsync(Uri upstream) => new(await AcceptanceGate.StartAsync(
        upstream,
        new JsonObject
        {
            ["Detectors"] = new JsonObject { ["far"] = Judge.Detector(remote => remote["Timeout"] = "00:00:00.5000000") },
            ["Policies"] = Rules,
            ["Headers"] = new JsonObject { ["Decision"] = true },
        },
        o => o with { Detectors = CrashClassifier.Detectors }));

    private static JsonObject Policy(string onFailure, params (string Find, string Then)[] sentences)
    {
        JsonArray list = [new JsonObject { ["Find"] = "pii/payment-card", ["Then"] = "Redact" }];
        foreach ((string find, string then) in sentences)
            list.Add(new JsonObject { ["Find"] = find, ["Then"] = then });
        return new JsonObject { ["OnFailure"] = onFailure, [nameof(PolicyOptions.Rules)] = list };
    }
}
