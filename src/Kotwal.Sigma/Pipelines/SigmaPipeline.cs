using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>
/// Fits rules to the events of one place before they are compiled: other names of fields, other values, other log sources. Read from
/// files in the YAML format of pySigma's processing pipelines; several files become one pipeline in the order of their priority, with
/// the variables of all. Immutable; may be used by many threads at once.
/// </summary>
public sealed class SigmaPipeline
{
    private readonly ImmutableArray<PipelineFile> files;
    private readonly ImmutableDictionary<string, ImmutableArray<string>> variables;

    internal SigmaPipeline(ImmutableArray<PipelineFile> files, ImmutableArray<SigmaError> rejected, ImmutableArray<SigmaError> remarks)
    {
        this.files = files;
        Rejected = rejected;
        Remarks = remarks;

        // Of two files the one that is applied later has the last word.
        variables = files.SelectMany(file => file.Variables).Aggregate(
            ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal), (all, next) => all.SetItem(next.Key, next.Value));
    }

    /// <summary>The pipelines' names in the order in which they are applied; the path where a file gives no name.</summary>
    public ImmutableArray<string> Names => [.. files.Select(file => file.Name)];

    /// <summary>What keeps a file from being used, each with its place. Nothing of such a file is applied.</summary>
    public ImmutableArray<SigmaError> Rejected { get; }

    /// <summary>What is in the files and has no effect here, with place and reason.</summary>
    public ImmutableArray<SigmaError> Remarks { get; }

    /// <summary>Loads files and all <c>.yml</c> and <c>.yaml</c> files of folders and their folders.</summary>
    /// <param name="paths">Files and folders; of the same priority, the one that is named first is applied first.</param>
    /// <param name="limits">How much of one file is accepted; the defaults when null.</param>
    /// <exception cref="IOException">A file or folder is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or folder may not be read.</exception>
    public static SigmaPipeline Load(IEnumerable<string> paths, SigmaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Read(SigmaRuleFiles.Find(paths).Select(path => new SigmaSource(path, File.ReadAllText(path))), limits);
    }

    /// <summary>Reads texts that the caller has.</summary>
    public static SigmaPipeline Read(IEnumerable<SigmaSource> sources, SigmaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var collector = new PipelineCollector(limits ?? SigmaLimits.Default);
        foreach (var source in sources)
        {
            collector.Add(source);
        }

        return collector.ToPipeline();
    }

    /// <summary>Gives the rule as the pipeline makes it, or says why it cannot.</summary>
    public bool TryApply(SigmaRule rule, [NotNullWhen(true)] out SigmaRule? transformed, [NotNullWhen(false)] out SigmaError? error)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var work = Run(new(rule, variables));
        error = work.Error;
        transformed = error is null ? work.Rule : null;
        return transformed is not null;
    }

    /// <summary>Gives the correlation as the pipeline makes it, or says why it cannot.</summary>
    /// <param name="correlation">The correlation.</param>
    /// <param name="rules">The rules that it refers to, directly or through others, as they are before the pipeline: conditions on a log source ask theirs.</param>
    /// <param name="transformed">The result; null when there is none.</param>
    /// <param name="error">Why there is none; null when there is one.</param>
    public bool TryApply(
        SigmaCorrelation correlation,
        IEnumerable<SigmaRule> rules,
        [NotNullWhen(true)] out SigmaCorrelation? transformed,
        [NotNullWhen(false)] out SigmaError? error)
    {
        ArgumentNullException.ThrowIfNull(correlation);
        ArgumentNullException.ThrowIfNull(rules);
        var work = Run(new(correlation, [.. rules.Select(rule => Run(new(rule, variables)))], variables));
        error = work.Error;
        transformed = error is null ? work.Correlation : null;
        return transformed is not null;
    }

    private PipelineWork Run(PipelineWork work)
    {
        foreach (var step in files.SelectMany(file => file.Steps))
        {
            step.Apply(work);
        }

        return work;
    }
}
