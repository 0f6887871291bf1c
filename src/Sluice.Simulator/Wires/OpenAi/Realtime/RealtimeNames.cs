namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary>The beta's names of some events differ from the released ones.</summary>
internal sealed class RealtimeNames(bool isBeta)
{
    public string Text => isBeta ? "response.text" : "response.output_text";

    public string Audio => isBeta ? "response.audio" : "response.output_audio";

    public string Transcript => isBeta ? "response.audio_transcript" : "response.output_audio_transcript";

    /// <summary>What tells of a new item; the beta has no second event once it is whole.</summary>
    public string ItemAdded => isBeta ? "conversation.item.created" : "conversation.item.added";

    public bool TellsOfWholeItems => !isBeta;

    public string TextPart => isBeta ? "text" : "output_text";

    public string AudioPart => isBeta ? "audio" : "output_audio";
}
