using Kotwal.Testing;

namespace Kotwal.Respond.Tests.Texts;

public sealed class TextsTests() : TextsContract(typeof(RespondRegistration).Assembly);
