package shop;

@Deprecated
public class Legacy {
    public String id;
}
