package duet.lab.trust;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that makes every method of one name in one class begin with a call of {@link Burn}.
 * Its argument is {@code CLASS#METHOD:ITERATIONS}, or {@code CLASS#METHOD:count}, which counts
 * calls and prints {@code calls N} on stderr as the JVM ends.
 */
public final class CostAgent {
  private static final String COUNT = "count";
  private static final ClassDesc BURN = ClassDesc.of("duet.lab.trust.Burn");
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  private CostAgent() {}

  /** Called by the JVM before the program's own main method. */
  @SuppressWarnings("SystemOut") // the JVM is not ours: there is no other way to say it
  public static void premain(String argument, Instrumentation instrumentation) {
    int hash = argument.indexOf('#');
    int colon = argument.lastIndexOf(':');
    if (hash < 1 || colon < hash) {
      throw new IllegalArgumentException(
          "must be CLASS#METHOD:ITERATIONS or CLASS#METHOD:count: " + argument);
    }
    String what = argument.substring(colon + 1);
    boolean counts = what.equals(COUNT);
    if (counts) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> System.err.println("calls " + Burn.calls())));
    } else {
      System.setProperty(Burn.ITERATIONS_PROPERTY, Integer.toString(Integer.parseInt(what)));
    }
    instrumentation.addTransformer(
        new Transformer(
            argument.substring(0, hash).replace('.', '/'),
            argument.substring(hash + 1, colon),
            counts ? COUNT : "work"));
  }

  private record Transformer(String className, String method, String called)
      implements ClassFileTransformer {
    @Override
    @SuppressWarnings("SystemOut")
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (!className.equals(name)) {
        return null;
      }
      try {
        return instrumented(loader, bytes);
      } catch (RuntimeException e) {
        // The JVM would swallow it, and the arm would run without its cost.
        System.err.println("the cost could not be put in: " + e);
        Runtime.getRuntime().halt(1);
        return null;
      }
    }

    private byte[] instrumented(@Nullable ClassLoader loader, byte[] bytes) {
      ClassFile classFile =
          loader == null
              ? ClassFile.of()
              : ClassFile.of(
                  ClassFile.ClassHierarchyResolverOption.of(
                      ClassHierarchyResolver.ofResourceParsing(loader)
                          .orElse(ClassHierarchyResolver.defaultResolver())));
      return classFile.transformClass(
          classFile.parse(bytes),
          ClassTransform.transformingMethodBodies(
              model -> model.methodName().equalsString(method),
              CodeTransform.ofStateful(this::call)));
    }

    private CodeTransform call() {
      return new CodeTransform() {
        @Override
        public void atStart(CodeBuilder builder) {
          builder.invokestatic(BURN, called, NOTHING);
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
          builder.with(element);
        }
      };
    }
  }
}
