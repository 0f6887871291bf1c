using System.Text;
using System.Text.Json;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Tests.Judges;

/// <summary>Questions as a policy comes to ask them.</summary>
internal static class RemoteQuestions
{
    /// <summary>What a request or an answer with this text asks the judge <c>far</c> that the options describe.</summary>
    public static RemoteQuestion Of(RemoteOptions options, string text, Direction direction = Direction.Request)
    {
        InspectionOptions inspection = new();
        inspection.Detectors["far"] = new DetectorOptions { Remote = options };
        PolicyOptions policy = new();
        policy.Rules.Add(new RuleOptions { Find = "far", Then = "Redact", Hold = "whole" });
        inspection.Policies["p"] = policy;
        List<ConfigurationError> errors = [];
        Policy compiled = PolicyCompiler.Compile(inspection, errors)?["p"] ?? throw new InvalidOperationException(string.Join('\n', errors));
        IDialect openai = DialectCatalog.All["openai"];
        Exchange exchange = new() { Dialect = openai, Policy = compiled, Endpoint = openai.Resolve("POST", "/v1/chat/completions").Endpoint };
        string said = JsonSerializer.Serialize(text);
        BodyVerdict verdict = direction == Direction.Request
            ? Inspector.InspectRequest(exchange, Encoding.UTF8.GetBytes($$$"""{"messages":[{"role":"user","content":{{{said}}}}]}"""), new InspectionLimits())
            : Inspector.InspectResponse(exchange, Encoding.UTF8.GetBytes($$$"""{"choices":[{"index":0,"message":{"content":{{{said}}}}}]}"""), new InspectionLimits());
        Assert.True(verdict.Awaits);
        return Assert.Single(exchange.Remote!.TakeAwaited());
    }
}
