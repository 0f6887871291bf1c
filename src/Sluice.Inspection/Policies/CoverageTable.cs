using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Policies;

/// <summary>
/// Where a policy's rules run, and what they do there: rule × dialect × content scope × whole or streamed. Made from what was compiled, not from what was written.
/// </summary>
public static class CoverageTable
{
    /// <summary>One row for each rule, endpoint of a dialect, and scope that the endpoint's texts can have.</summary>
    public static IEnumerable<CoverageRow> Of(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        foreach (PolicySentence sentence in policy.Sentences)
        {
            foreach (IDialect dialect in DialectCatalog.All.Values.OrderBy(d => d.Name, StringComparer.Ordinal))
            {
                foreach (Endpoint endpoint in dialect.Endpoints)
                {
                    foreach (ContentScope scope in Enum.GetValues<ContentScope>())
                    {
                        bool request = sentence.Covers.Contains((Direction.Request, scope)) && endpoint.RequestScopes.Contains(scope);
                        bool response = sentence.Covers.Contains((Direction.Response, scope)) && endpoint.AnswerScopes.Contains(scope);
                        bool streamed = response && endpoint.StreamTypes.Count > 0;
                        if (request || response)
                            yield return new CoverageRow(sentence, dialect.Name, endpoint.Name, scope, request, Whole: response, streamed, streamed && endpoint.HoldsText ? sentence.Delay : StreamDelay.None);
                    }
                }
            }
        }
    }

    /// <summary>What no rule reads, whatever the policy: the bodies that endpoints declare to be neither text nor JSON.</summary>
    public static IEnumerable<UnreadBody> Unread() =>
        from dialect in DialectCatalog.All.Values.OrderBy(d => d.Name, StringComparer.Ordinal)
        from endpoint in dialect.Endpoints
        where endpoint.Passes is not null
        select new UnreadBody(dialect.Name, endpoint.Name, endpoint.Passes!);
}

/// <summary>Where one rule runs.</summary>
/// <param name="Sentence">The rule.</param>
/// <param name="Dialect">The wire format.</param>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Scope">Whose words.</param>
/// <param name="Request">It runs on requests.</param>
/// <param name="Whole">It runs on whole answers.</param>
/// <param name="Streamed">It runs on streamed answers.</param>
/// <param name="Delay">What a stream waits for on its account.</param>
public sealed record CoverageRow(PolicySentence Sentence, string Dialect, string Endpoint, ContentScope Scope, bool Request, bool Whole, bool Streamed, StreamDelay Delay);

/// <summary>What passes an endpoint unread.</summary>
/// <param name="Dialect">The wire format.</param>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="What">In words.</param>
public sealed record UnreadBody(string Dialect, string Endpoint, string What);
