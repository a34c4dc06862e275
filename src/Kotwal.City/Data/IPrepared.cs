namespace Kotwal.City.Data;

/// <summary>Something beside the state that must be ready before anyone uses it. City prepares all of them in the order of their registration.</summary>
public interface IPrepared
{
    /// <summary>Makes ready. Doing it again changes nothing; two processes may do it at once.</summary>
    /// <exception cref="InvalidDataException">What is there is of a version that this program does not know.</exception>
    Task PrepareAsync(CancellationToken cancel);
}
