using System.Text;
using System.Text.Unicode;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Bodies;

/// <summary>
/// The texts of a form: every field, and what stands in the headers of its parts (names of files). A file is judged by what it holds: lines of JSON each by itself, a text as
/// one text; other bytes pass. Where nothing is found the form stays as it is, and else everything but what was found.
/// </summary>
internal static class FormBody
{
    /// <summary>Finds the texts; returns why the form is refused, or null.</summary>
    public static Refusal? Visit(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits, InspectionScratch scratch)
    {
        try
        {
            string? boundary = MediaType.Parameter(exchange.RequestType ?? "", "boundary");
            bool lines = NamesLines(body, boundary);
            FormReader parts = new(body, boundary);
            while (parts.Next())
            {
                AddRaw(body, parts.Headers, ContentScope.User, scratch);
                scratch.Watch?.Field(parts.Name, body[parts.Content]);
                if (parts.FileName is { } file)
                    File(exchange, body, parts.Content, lines || IsLines(file), limits, scratch);
                else
                    Field(exchange, body, parts.Name, parts.Content, scratch);
            }

            return null;
        }
        catch (InvalidDataException e)
        {
            return new Refusal(400, "invalid_form", $"The request body is not an acceptable form: {e.Message}.");
        }
    }

    /// <summary>Whether what the form is for says that its file is lines of JSON.</summary>
    private static bool NamesLines(ReadOnlySpan<byte> body, string? boundary)
    {
        FormReader parts = new(body, boundary);
        while (parts.Next())
        {
            if (parts.Name is "purpose" && (body[parts.Content].SequenceEqual("batch"u8) || body[parts.Content].SequenceEqual("fine-tune"u8) || body[parts.Content].SequenceEqual("evals"u8)))
                return true;
        }

        return false;
    }

    private static bool IsLines(string file) => file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase);

    private static void Field(Exchange exchange, ReadOnlySpan<byte> body, string name, Range content, InspectionScratch scratch)
    {
        AddRaw(body, content, ContentScope.User, scratch);
        if (name is "model")
            exchange.Model = Encoding.UTF8.GetString(body[content]);
        else if (name is "stream")
            exchange.Streaming = body[content].SequenceEqual("true"u8);
    }

    private static void File(Exchange exchange, ReadOnlySpan<byte> body, Range content, bool lines, InspectionLimits limits, InspectionScratch scratch)
    {
        FileKind kind = lines ? FileKind.Lines : FileKinds.Of(body[content], isWhole: true);
        if (kind == FileKind.Text)
            AddRaw(body, content, ContentScope.Document, scratch);
        else if (kind == FileKind.Lines)
            JsonLines.Visit(exchange, body, content, strict: lines, limits, scratch);
    }

    private static void AddRaw(ReadOnlySpan<byte> body, Range range, ContentScope scope, InspectionScratch scratch)
    {
        if (!Utf8.IsValid(body[range]))
            throw new InvalidDataException("a text in it is not valid UTF-8");
        (int start, int length) = range.GetOffsetAndLength(body.Length);
        scratch.Slots.Add(new TextSlot { Start = start, Length = length, Kind = SlotKind.Raw, Scope = scope });
    }
}
