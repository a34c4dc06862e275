using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>Who speaks in each recording, and who is believed first. Immutable after it is made.</summary>
internal sealed class Voices
{
    private readonly int[] voiceOf;
    private readonly List<int> ranks = [];

    public Voices(RecordingMark[] recordings)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        voiceOf = new int[recordings.Length];
        foreach (var (place, recording) in recordings.Index())
        {
            var name = SourceRanks.VoiceOf(recording.Source);
            if (!known.TryGetValue(name, out var voice))
            {
                known.Add(name, voice = ranks.Count);
                ranks.Add(SourceRanks.Of(recording.Source));
            }

            voiceOf[place] = voice;
        }
    }

    /// <summary>The voice of the recording at a place.</summary>
    public int Of(int recording) => voiceOf[recording];

    /// <summary>Orders the one who is believed first.</summary>
    public int Believe(Voiced left, Voiced right)
    {
        var order = ranks[left.Voice].CompareTo(ranks[right.Voice]);
        order = order != 0 ? order : right.Row.EffectiveAt.CompareTo(left.Row.EffectiveAt);
        return order != 0 ? order : right.Row.Number.CompareTo(left.Row.Number);
    }

    /// <summary>Orders statements of one predicate that stand on several nodes which are the same thing.</summary>
    public int Believe(Statement left, Statement right)
    {
        var order = ranks[Of(left.Recording)].CompareTo(ranks[Of(right.Recording)]);
        order = order != 0 ? order : right.From.CompareTo(left.From);
        return order != 0 ? order : right.Recording.CompareTo(left.Recording);
    }
}
