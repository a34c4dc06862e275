using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>Who speaks in each recording, and who is believed first. Immutable after it is made.</summary>
internal sealed class Voices
{
    private readonly int[] voiceOf;
    private readonly int[] ranks;

    // Numbered by rank and name, so that nothing hangs on who spoke first.
    public Voices(RecordingMark[] recordings)
    {
        var voices = recordings.Select(recording => recording.Source).Distinct(StringComparer.Ordinal)
            .Select(source => (Name: SourceRanks.VoiceOf(source), Rank: SourceRanks.Of(source))).Distinct()
            .OrderBy(voice => voice.Rank).ThenBy(voice => voice.Name, StringComparer.Ordinal).ToList();
        var numbers = voices.Index().ToDictionary(pair => pair.Item.Name, pair => pair.Index, StringComparer.Ordinal);
        voiceOf = [.. recordings.Select(recording => numbers[SourceRanks.VoiceOf(recording.Source)])];
        ranks = [.. voices.Select(voice => voice.Rank)];
    }

    /// <summary>The voice of the recording at a place.</summary>
    public int Of(int recording) => voiceOf[recording];

    /// <summary>The rank of who speaks in the recording at a place; 0 is believed first.</summary>
    public int RankOf(int recording) => ranks[Of(recording)];

    /// <summary>Orders the one who is believed first.</summary>
    public int Believe(Voiced left, Voiced right)
    {
        var order = ranks[left.Voice].CompareTo(ranks[right.Voice]);
        order = order != 0 ? order : right.Row.EffectiveAt.CompareTo(left.Row.EffectiveAt);
        return order != 0 ? order : right.Row.Number.CompareTo(left.Row.Number);
    }

    /// <summary>Orders arrows by predicate, and of each who is believed first, so that the first way is the one that counts.</summary>
    public int Believe(Arrow left, Arrow right)
    {
        var order = left.Predicate.CompareTo(right.Predicate);
        order = order != 0 ? order : RankOf(left.Recording).CompareTo(RankOf(right.Recording));
        order = order != 0 ? order : right.From.CompareTo(left.From);
        order = order != 0 ? order : right.Recording.CompareTo(left.Recording);
        order = order != 0 ? order : left.Target.CompareTo(right.Target);
        return order != 0 ? order : left.Until.CompareTo(right.Until);
    }

    /// <summary>Orders statements of one predicate that stand on several nodes which are the same thing.</summary>
    public int Believe(Statement left, Statement right)
    {
        var order = ranks[Of(left.Recording)].CompareTo(ranks[Of(right.Recording)]);
        order = order != 0 ? order : right.From.CompareTo(left.From);
        return order != 0 ? order : right.Recording.CompareTo(left.Recording);
    }
}
