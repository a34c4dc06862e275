using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>One system of the city. Pure: the same start and the same random source give the same words.</summary>
internal interface IActor
{
    /// <summary>All that the system says from that time on, in order of time, without end.</summary>
    IEnumerable<Utterance> Speak(DateTimeOffset from);
}
