using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>
/// <c>POST /v1/realtime/client_secrets</c> and the older <c>/v1/realtime/sessions</c>: settings for a session to come, answered with a key of some minutes for the caller's
/// own client. The key is what was asked for: it is no find.
/// </summary>
internal sealed class RealtimeSecrets : Endpoint
{
    public override string Name => "realtime client secrets";

    public override string OperationName => "";

    public override bool IssuesCredential => true;

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.System];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.System];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (walker.NameIs("session"u8))
            {
                walker.Value();
                RealtimeItems.Settings(ref walker, ContentScope.System, ContentScope.System);
            }
            else if (walker.NameIs("expires_after"u8))
            {
                walker.Value();
                walker.Protocol(ContentScope.System);
            }
            else
            {
                RealtimeItems.Setting(ref walker, ContentScope.System, ContentScope.System);
            }
        }
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.System);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("client_secret"u8))
            {
                walker.Value();
                Secret(ref walker);
            }
            else if (walker.NameIs("session"u8))
            {
                walker.Value();
                RealtimeItems.Settings(ref walker, ContentScope.System, ContentScope.System);
            }
            else
            {
                SecretMember(ref walker);
            }
        }
    }

    private static void Secret(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.System);
            return;
        }

        while (walker.NextProperty())
            SecretMember(ref walker);
    }

    private static void SecretMember(ref JsonWalker walker)
    {
        if (!walker.NameIs("value"u8))
        {
            RealtimeItems.Setting(ref walker, ContentScope.System, ContentScope.System);
            return;
        }

        walker.Value();
        if (walker.Token != JsonTokenType.String || !walker.RawString.StartsWith("ek_"u8))
            walker.Leaves(ContentScope.System);
    }
}
