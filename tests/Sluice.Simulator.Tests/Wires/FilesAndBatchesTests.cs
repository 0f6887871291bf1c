using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class FilesAndBatchesTests
{
    private static readonly string[] Lines =
    [
        """{"custom_id":"one","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"hi"}]}}""",
        """{"custom_id":"two","method":"POST","url":"/v1/chat/completions","body":{"model":"m"}}""",
        """{"custom_id":"three","method":"POST","url":"/v1/chat/completions","body":{"model":"sim-429","messages":[{"role":"user","content":"hi"}]}}""",
        "no json",
    ];

    [Fact]
    public async Task A_file_comes_back_as_it_was_sent_until_it_is_deleted()
    {
        await using var client = await SimulatorClient.StartAsync();
        byte[] content = [0xFF, 0, 13, 10, 45, 45, 13, 10];
        var file = await UploadAsync(client, content);
        string path = $"/v1/files/{(string)file["id"]!}";
        Assert.Equal(("batch.jsonl", "batch", 8), ((string)file["filename"]!, (string)file["purpose"]!, (int)file["bytes"]!));
        Assert.Equal(content, await client.Http.GetByteArrayAsync(path + "/content", SimulatorClient.Token));
        Assert.Equal(file.ToJsonString(), await client.Http.GetStringAsync(path, SimulatorClient.Token));
        Assert.Contains((string)file["id"]!, await client.Http.GetStringAsync("/v1/files", SimulatorClient.Token), StringComparison.Ordinal);
        using var deleted = await client.Http.DeleteAsync(path, SimulatorClient.Token);
        Assert.True((bool)JsonNode.Parse(await deleted.Content.ReadAsStringAsync(SimulatorClient.Token))!["deleted"]!);
        using var gone = await client.Http.GetAsync(path, SimulatorClient.Token);
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [Fact]
    public async Task Every_line_of_a_batch_is_answered()
    {
        await using var client = await SimulatorClient.StartAsync();
        var file = await UploadAsync(client, Encoding.UTF8.GetBytes(string.Join("\r\n", Lines) + "\n\n"));
        var batch = await client.JsonAsync("/v1/batches", $$"""{"input_file_id":{{file["id"]!.ToJsonString()}},"endpoint":"/v1/chat/completions","completion_window":"24h"}""");
        Assert.Equal("""{"total":4,"completed":1,"failed":3}""", batch["request_counts"]!.ToJsonString());
        Assert.Equal(batch.ToJsonString(), await client.Http.GetStringAsync($"/v1/batches/{(string)batch["id"]!}", SimulatorClient.Token));

        string output = await client.Http.GetStringAsync($"/v1/files/{(string)batch["output_file_id"]!}/content", SimulatorClient.Token);
        JsonNode[] answers = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.Equal(["one", "two", "three", null], answers.Select(answer => (string?)answer["custom_id"]));
        Assert.Equal([200, 400, 429, 400], answers.Select(answer => (int)answer["response"]!["status_code"]!));
        Assert.Equal("You said: hi", (string)answers[0]["response"]!["body"]!["choices"]![0]!["message"]!["content"]!);
        Assert.Equal("rate_limit_exceeded", (string)answers[2]["response"]!["body"]!["error"]!["code"]!);
    }

    [Theory]
    [InlineData("""{"input_file_id":"none","endpoint":"/v1/chat/completions"}""", 404, "id")]
    [InlineData("""{"input_file_id":"none","endpoint":"/v1/other"}""", 400, "endpoint")]
    public async Task A_batch_that_cannot_be_is_refused(string body, int expected, string field)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync("/v1/batches", body);
        Assert.Equal((expected, field), (status, (string)JsonNode.Parse(text)!["error"]!["param"]!));
    }

    [Theory]
    [InlineData("application/json", 415)]
    [InlineData("multipart/form-data; boundary=x", 400)]
    public async Task What_is_no_form_is_refused(string type, int expected)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var content = new StringContent("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n");
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var response = await client.Http.PostAsync("/v1/files", content, SimulatorClient.Token);
        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_chat_completion_is_kept_when_the_caller_wants_it()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Path = "/v1/chat/completions";
        string kept = await client.TextAsync(SimulatorClient.Chat("hi", "\"store\":true"));
        Assert.Equal(kept, await client.Http.GetStringAsync(Path + "/chatcmpl-sim-1", SimulatorClient.Token));
        var messages = JsonNode.Parse(await client.Http.GetStringAsync(Path + "/chatcmpl-sim-1/messages", SimulatorClient.Token))!;
        Assert.Equal("""[{"role":"user","content":"hi"}]""", messages["data"]!.ToJsonString());
        await client.TextAsync(SimulatorClient.Chat("hi"));
        using var missing = await client.Http.GetAsync(Path + "/chatcmpl-sim-4", SimulatorClient.Token);
        Assert.Equal(404, (int)missing.StatusCode);
    }

    private static async Task<JsonNode> UploadAsync(SimulatorClient client, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new StringContent("batch"), "purpose" }, { new ByteArrayContent(content), "file", "batch.jsonl" } };
        using var response = await client.Http.PostAsync("/v1/files", form, SimulatorClient.Token);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(SimulatorClient.Token))!;
    }
}
