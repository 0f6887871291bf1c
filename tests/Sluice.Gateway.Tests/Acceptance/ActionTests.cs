using System.Net;
using System.Text;
using System.Text.Json;
using Sluice.Gateway.Tests.Judges;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statement I5 of the acceptance, in every dialect: what a policy says becomes of a finding does become of it: recorded, replaced, or refused before anything is sent.</summary>
public sealed class ActionTests(JudgeGate stage) : IClassFixture<JudgeGate>
{
    private const string Said = "There was an alarm last night.";

    public static TheoryData<string> Names => new(Dialects.All.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I5_Detect_records_the_finding_and_the_request_goes_on_as_it_is(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using JudgedGate gate = await stage.StartAsync(stage.Upstream.Address);
        (HttpResponseMessage response, string body) = await AskAsync(gate, spoken, "flagging");
        using (response)
            Assert.True(response.IsSuccessStatusCode, await Given.TextAsync(response));
        Assert.Equal(body, Encoding.UTF8.GetString((await stage.Upstream.NextRequestAsync(Given.Token)).Body));
        await gate.FoundAsync("far/place");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I5_Redact_replaces_the_finding_and_nothing_else(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using JudgedGate gate = await stage.StartAsync(stage.Upstream.Address);
        (HttpResponseMessage response, string body) = await AskAsync(gate, spoken, "blocking");
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, await Given.TextAsync(response));
            Assert.Equal("Redact", response.Headers.GetValues("x-sluice-decision").Single());
        }

        Assert.Equal(body.Replace("alarm", "[REDACTED:far/place]", StringComparison.Ordinal), Encoding.UTF8.GetString((await stage.Upstream.NextRequestAsync(Given.Token)).Body));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I5_Block_refuses_in_the_providers_shape_and_nothing_reaches_the_upstream(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using JudgedGate gate = await stage.StartAsync(stage.Upstream.Address);
        int before = stage.Upstream.Count;
        (HttpResponseMessage response, _) = await AskAsync(gate, spoken, "default");
        using (response)
        {
            await AcceptanceErrors.AssertAsync(spoken, response, HttpStatusCode.BadRequest, "error.status", "error.innererror.code"); // The last two are Azure's, of what its filter takes out.
            Assert.Equal("far/place", response.Headers.GetValues("x-sluice-rules").Single());
        }

        Assert.Equal(before, stage.Upstream.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task I5_What_is_clean_is_asked_about_and_passes_byte_for_byte(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using JudgedGate gate = await stage.StartAsync(stage.Upstream.Address);
        string body = spoken.Conversation("user", "All quiet last night.");
        using HttpResponseMessage response = await gate.Gate.Client.PostAsync(spoken.Where("default"), Given.Json(body), Given.Token);
        Assert.True(response.IsSuccessStatusCode, await Given.TextAsync(response));
        Assert.Equal(body, Encoding.UTF8.GetString((await stage.Upstream.NextRequestAsync(Given.Token)).Body));
        Assert.Contains("All quiet last night.", stage.Judge.Asked);
    }

    private async Task<(HttpResponseMessage Response, string Body)> AskAsync(JudgedGate gate, Spoken spoken, string policy)
    {
        stage.Judge.Failure = StubFailure.None;
        string body = spoken.Conversation("user", JsonEncodedText.Encode(Said).ToString());
        return (await gate.Gate.Client.PostAsync(spoken.Where(policy), Given.Json(body), Given.Token), body);
    }
}
