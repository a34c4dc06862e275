using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Rules;

/// <summary>Gathers the documents of many texts and keeps their ids apart.</summary>
internal sealed class RuleSetCollector
{
    private readonly ImmutableArray<SigmaRule>.Builder rules = ImmutableArray.CreateBuilder<SigmaRule>();
    private readonly ImmutableArray<SigmaCorrelation>.Builder correlations = ImmutableArray.CreateBuilder<SigmaCorrelation>();
    private readonly ImmutableArray<SigmaFilter>.Builder filters = ImmutableArray.CreateBuilder<SigmaFilter>();
    private readonly ImmutableArray<SigmaError>.Builder rejected = ImmutableArray.CreateBuilder<SigmaError>();
    private readonly ImmutableArray<string>.Builder ignored = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<SigmaError>.Builder remarks = ImmutableArray.CreateBuilder<SigmaError>();
    private readonly Dictionary<string, SigmaDocument> known = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string path, SigmaReading reading)
    {
        rejected.AddRange(reading.Errors);
        remarks.AddRange(reading.Remarks);
        if (reading is { Documents.IsEmpty: true, Errors.IsEmpty: true } or { Ignored: > 0 })
        {
            ignored.Add(path);
        }

        foreach (var document in reading.Documents)
        {
            if (IsNew(document))
            {
                Keep(document);
            }
        }
    }

    public SigmaRuleSet ToRuleSet() => new(
        rules.ToImmutable(), correlations.ToImmutable(), filters.ToImmutable(), rejected.ToImmutable(), ignored.ToImmutable())
    {
        Remarks = remarks.ToImmutable(),
    };

    /// <summary>Documents of one collection share an id on purpose; across files two of the same id would alert twice.</summary>
    private bool IsNew(SigmaDocument document)
    {
        if (document.Metadata.Id is not { } id || known.TryAdd(id, document) || known[id].Path == document.Path)
        {
            return true;
        }

        rejected.Add(new(document.Path, document.At, $"The id {id} is already that of {known[id].Path}."));
        return false;
    }

    private void Keep(SigmaDocument document)
    {
        switch (document)
        {
            case SigmaRule rule:
                rules.Add(rule);
                break;
            case SigmaCorrelation correlation:
                correlations.Add(correlation);
                break;
            case SigmaFilter filter:
                filters.Add(filter);
                break;
        }
    }
}
