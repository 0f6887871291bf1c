using System.Text.Json;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary>What a session knows: its model, its tools, how it shall answer and what was said last.</summary>
internal sealed class RealtimeConversation(string model)
{
    private string? _lastUserText;
    private string? _toolResult;
    private string? _firstTool;
    private bool _speaks = true;

    public string Model => model;

    public void Configure(JsonElement session)
    {
        if (session.At("tools").ValueKind == JsonValueKind.Array) _firstTool = FirstTool(session);
        _speaks = Speaks(session) ?? _speaks;
    }

    /// <summary>Notes an item of the client's.</summary>
    public void Add(JsonElement item)
    {
        if (item.Is("type", "function_call_output"))
        {
            _toolResult = item.At("output").PartsText();
        }
        else if (item.Is("role", "user"))
        {
            _toolResult = null;
            _lastUserText = string.Join(' ', item.Items("content").Select(part => part.Text("text") ?? part.Text("transcript")).Where(text => text is not null));
        }
    }

    public void Heard(string transcript) => (_lastUserText, _toolResult) = (transcript, null);

    /// <param name="create">The event <c>response.create</c>.</param>
    public ChatRequest Ask(JsonElement create)
    {
        var response = create.At("response");
        foreach (var item in response.Items("input")) Add(item);
        return new ChatRequest
        {
            Model = model,
            HasMessages = true,
            LastUserText = _lastUserText,
            ToolResult = _toolResult,
            FirstTool = FirstTool(response) ?? _firstTool,
            Carries = Speech.ToolCalls,
            Stream = true,
            Format = Speaks(response) ?? _speaks ? "audio" : "text",
            Script = create.At("sim").ValueKind == JsonValueKind.Undefined ? null : create.At("sim"),
        };
    }

    private static string? FirstTool(JsonElement owner) => owner.Items("tools").Select(tool => tool.Text("name")).FirstOrDefault(name => name is not null);

    /// <summary>Whether it answers with sound and a transcript; null if nothing is said about it.</summary>
    private static bool? Speaks(JsonElement owner)
    {
        var wanted = owner.Items("output_modalities").Concat(owner.Items("modalities")).Select(modality => modality.AsText()).ToList();
        return wanted.Count == 0 ? null : wanted.Contains("audio", StringComparer.Ordinal);
    }
}
