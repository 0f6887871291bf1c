using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Scripts;

public sealed class BadScriptTests
{
    [Theory]
    [InlineData("""{"replay":"x"}""", "sim.replay")]
    [InlineData("""{"reply":1}""", "sim.reply")]
    [InlineData("""{"reply":"\ud83d"}""", "sim.reply")]
    [InlineData("""{"replies":["a",2]}""", "sim.replies[1]")]
    [InlineData("""{"replies":[]}""", "sim.replies")]
    [InlineData("""{"cut":"letter"}""", "sim.cut")]
    [InlineData("""{"cut":0}""", "sim.cut")]
    [InlineData("""{"cut":{"at":-1}}""", "sim.cut.at")]
    [InlineData("""{"cut":{"an":1}}""", "sim.cut.an")]
    [InlineData("""{"pauses":[{"afterDelta":1}]}""", "sim.pauses[0].ms")]
    [InlineData("""{"pauses":[{"ms":60001}]}""", "sim.pauses[0].ms")]
    [InlineData("""{"toolCalls":[{"id":"x"}]}""", "sim.toolCalls[0].name")]
    [InlineData("""{"error":{"status":200}}""", "sim.error.status")]
    [InlineData("""{"encoding":"lzma"}""", "sim.encoding")]
    [InlineData("""{"newline":"x"}""", "sim.newline")]
    [InlineData("""{"comments":"a\nb"}""", "sim.comments")]
    [InlineData("""{"tcpChunk":0}""", "sim.tcpChunk")]
    [InlineData("""{"headers":{"content-length":"1"}}""", "sim.headers.content-length")]
    [InlineData("""{"rawBody":{"base64":"*"}}""", "sim.rawBody.base64")]
    [InlineData("""{"rawBody":{"base64":1}}""", "sim.rawBody.base64")]
    [InlineData("""{"rawBody":{"body":"x","status":204}}""", "sim.rawBody")]
    [InlineData("""{"reply":"a","reply":"b"}""", "sim")]
    [InlineData("""{"reply":"a b","cutAfterDelta":3}""", "sim.cutAfterDelta")]
    [InlineData("""{"reply":"a b","pauses":[{"afterDelta":3,"ms":1}]}""", "sim.pauses")]
    [InlineData("""{"reply":"a b","errorAfterDelta":{"after":3}}""", "sim.errorAfterDelta.after")]
    [InlineData("[]", "sim")]
    public async Task A_bad_script_is_refused_by_the_fields_name(string script, string field)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.SendAsync(SimulatorClient.Streamed(script));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(SimulatorClient.Token))!["error"]!;
        Assert.Equal("invalid_request_error", (string)error["type"]!);
        Assert.Equal(field, (string)error["param"]!);
        Assert.StartsWith(field + ": ", (string)error["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not base64 or json")]
    [InlineData("{\"reply\":")]
    [InlineData("aGVsbG8=")]
    public async Task A_bad_header_is_refused_by_its_name(string header)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var request = SimulatorClient.Post(SimulatorClient.Chat("hi"));
        request.Headers.Add("x-sim-script", header);
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"param\":\"x-sim-script\"", await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forms_body_can_not_carry_a_script()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var content = new StringContent(SimulatorClient.Chat("hi", """ "sim":{"rawBody":{"body":"<script>","contentType":"text/html"}}"""), Encoding.UTF8, "text/plain");
        using var response = await client.Http.PostAsync("/v1/chat/completions", content, SimulatorClient.Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("[]", null)]
    [InlineData("{} {}", null)]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":"m","messages":[]}""", "messages")]
    [InlineData("""{"model":"m","messages":[1]}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"\ud83d"}]}""", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"n":0}""", "n")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}],"stream":"yes"}""", "stream")]
    public async Task A_bad_request_is_refused_in_openais_shape(string body, string? field)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.SendAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(SimulatorClient.Token))!["error"]!;
        Assert.Equal(field, (string?)error["param"]);
    }
}
