using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Rules;

/// <summary>A text with Sigma documents and the path it came from.</summary>
public sealed record SigmaSource(string Path, string Text);

/// <summary>Everything that was loaded, and why the rest was not. Immutable.</summary>
/// <param name="Rules">The rules in the order in which they were found.</param>
/// <param name="Correlations">The rules about several events.</param>
/// <param name="Filters">The filters; loading does not apply them, <see cref="WithFilters"/> does.</param>
/// <param name="Rejected">What was not loaded, with place and reason.</param>
/// <param name="Ignored">Files that hold YAML but nothing of Sigma.</param>
public sealed record SigmaRuleSet(
    ImmutableArray<SigmaRule> Rules,
    ImmutableArray<SigmaCorrelation> Correlations,
    ImmutableArray<SigmaFilter> Filters,
    ImmutableArray<SigmaError> Rejected,
    ImmutableArray<string> Ignored)
{
    /// <summary>Loads files and all <c>.yml</c> and <c>.yaml</c> files of folders and their folders.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="limits">How much of one file is accepted; the defaults when null.</param>
    /// <exception cref="IOException">A file or folder is not there or cannot be read.</exception>
    public static SigmaRuleSet Load(IEnumerable<string> paths, SigmaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        limits ??= SigmaLimits.Default;
        var collector = new RuleSetCollector(limits);
        foreach (var path in SigmaRuleFiles.Find(paths))
        {
            // A character takes four bytes at most, so a longer file cannot be within the limit.
            if (new FileInfo(path).Length > 4L * limits.MaxTextLength)
            {
                collector.Reject(new(path, 1, 1, $"The file is longer than {limits.MaxTextLength} characters."));
            }
            else
            {
                collector.Add(new(path, File.ReadAllText(path)));
            }
        }

        return collector.ToRuleSet();
    }

    /// <summary>Reads texts that the caller has.</summary>
    public static SigmaRuleSet Read(IEnumerable<SigmaSource> sources, SigmaLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var collector = new RuleSetCollector(limits ?? SigmaLimits.Default);
        foreach (var source in sources)
        {
            collector.Add(source);
        }

        return collector.ToRuleSet();
    }

    /// <summary>The same set with the filters put into the rules they are for; a filter for a rule that is not there is rejected.</summary>
    public SigmaRuleSet WithFilters()
    {
        if (Filters.IsEmpty)
        {
            return this;
        }

        var missing = Filters.Select(filter => (Filter: filter, Name: FilterApplication.Missing(filter, Rules).FirstOrDefault())).Where(entry => entry.Name is not null).ToList();
        var usable = Filters.RemoveRange(missing.Select(entry => entry.Filter));
        return this with
        {
            Rules = [.. Rules.Select(rule => FilterApplication.Apply(rule, usable))],
            Filters = [],
            Rejected = [.. Rejected, .. missing.Select(entry => new SigmaError(entry.Filter.Path, entry.Filter.At, $"The filter is for the rule '{entry.Name}', which is not there."))],
        };
    }
}
