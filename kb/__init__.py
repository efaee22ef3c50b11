"""A searchable knowledge base of Chinese government reports and the laws they cite."""

__version__ = "0.1.0"
