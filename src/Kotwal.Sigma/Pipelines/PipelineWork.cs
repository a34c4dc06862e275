using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>A rule or a correlation on its way through a pipeline, and what is remembered of the way.</summary>
internal sealed class PipelineWork
{
    /// <summary>Most items and values that a pipeline may make of one rule, so that mapping one to many, again and again, has an end.</summary>
    private const int MostMade = 100_000;

    private readonly Dictionary<SigmaSearchItem, ItemTrace> traces = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ItemTrace> nameTraces = new(StringComparer.Ordinal);
    private readonly Dictionary<PipelineStep, SigmaLogSource> logSources = [];
    private readonly HashSet<string> applied = new(StringComparer.Ordinal);
    private int made;

    public PipelineWork(SigmaRule rule, IReadOnlyDictionary<string, ImmutableArray<string>> variables)
    {
        Rule = rule;
        Variables = variables;
    }

    public PipelineWork(SigmaCorrelation correlation, ImmutableArray<PipelineWork> references, IReadOnlyDictionary<string, ImmutableArray<string>> variables)
    {
        Correlation = correlation;
        References = references;
        Variables = variables;
    }

    public SigmaRule? Rule { get; set; }

    public SigmaCorrelation? Correlation { get; set; }

    /// <summary>The rules of a correlation, each at the end of its own way.</summary>
    public ImmutableArray<PipelineWork> References { get; } = [];

    public SigmaDocument Document => Rule ?? (SigmaDocument)Correlation!;

    public IReadOnlyDictionary<string, ImmutableArray<string>> Variables { get; }

    /// <summary>What <c>set_state</c> has set.</summary>
    public Dictionary<string, SigmaLiteral> State { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>set_custom_attribute</c> has set.</summary>
    public Dictionary<string, SigmaLiteral> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the pipeline cannot go on with this document; null while it can.</summary>
    public SigmaError? Error { get; private set; }

    public void Fail(PipelineStep step, SourcePosition at, string reason) =>
        Error ??= new(Document.Path, at, $"{reason} (pipeline step at {step.Where})");

    /// <summary>Counts what is made; fails and gives false when it is too much.</summary>
    public bool Spend(PipelineStep step, int number)
    {
        made += number;
        if (made <= MostMade)
        {
            return true;
        }

        Fail(step, Document.At, $"The pipeline makes more than {MostMade} items and values of this rule.");
        return false;
    }

    public void NoteApplied(PipelineStep step)
    {
        if (step.Id is { } id)
        {
            applied.Add(id);
        }
    }

    public bool WasApplied(string id) => applied.Contains(id);

    /// <summary>Remembers the log source that the rule had when a step came to it.</summary>
    public void NoteLogSource(PipelineStep step)
    {
        if (Rule is not null)
        {
            logSources[step] = Rule.LogSource;
        }
    }

    public SigmaLogSource LogSourceAt(PipelineStep step) => logSources.GetValueOrDefault(step, Rule!.LogSource);

    public ItemTrace TraceOf(SigmaSearchItem item) => traces.GetValueOrDefault(item, ItemTrace.None);

    public ItemTrace TraceOf(string name) => nameTraces.GetValueOrDefault(name, ItemTrace.None);

    /// <summary>Remembers that a step has made these items of that one.</summary>
    public void Trace(PipelineStep step, SigmaSearchItem? origin, SigmaSearchNode result)
    {
        var trace = (origin is null ? ItemTrace.None : TraceOf(origin)).With(step);
        foreach (var item in result.Items())
        {
            traces[item] = trace;
        }
    }

    /// <summary>Remembers that a step has made these names of that one.</summary>
    public void Trace(PipelineStep step, string origin, ImmutableArray<string> results)
    {
        var trace = TraceOf(origin).With(step);
        foreach (var name in results)
        {
            nameTraces[name] = trace;
        }
    }
}
