using Kotwal.Testing;

namespace Kotwal.Watch.Tests.Texts;

public sealed class TextsTests() : TextsContract(typeof(WatchRegistration).Assembly);
