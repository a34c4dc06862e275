using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>Gathers pipeline files, puts them in order, and sees whether what they say of each other is true.</summary>
internal sealed class PipelineCollector(SigmaLimits limits)
{
    private readonly List<PipelineFile> files = [];
    private readonly List<SigmaError> rejected = [];
    private readonly List<SigmaError> remarks = [];
    private readonly List<(SigmaError Remark, PipelineMention Mention)> mentions = [];
    private readonly HashSet<PipelineMention> declared = [];

    public void Add(SigmaSource source)
    {
        var notes = new PipelineNotes(source.Path, limits);
        var file = new PipelineReader(notes).Read(source);
        rejected.AddRange(notes.Faults.Errors);
        remarks.AddRange(notes.Remarks.Errors);
        if (file is not null)
        {
            files.Add(file);
            mentions.AddRange(notes.Mentions);
            declared.UnionWith(notes.Declared);
        }
    }

    public SigmaPipeline ToPipeline()
    {
        var unknown = mentions.Where(entry => !declared.Contains(entry.Mention)).Select(entry => entry.Remark);

        // OrderBy is stable: files of the same priority stay in the order in which they were given.
        return new([.. files.OrderBy(file => file.Priority)], [.. rejected], [.. remarks, .. unknown]);
    }
}
